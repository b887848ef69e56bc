# Reads the CSV files of `quotecat export` into R; lies beside them. It needs no packages.
#
#   source("load.R")
#   tables <- load_quotecat()  # or load_quotecat("the/folder")
#   quotations <- tables$quotations
#   sort(table(quotations$speaker), decreasing = TRUE)
#   words(tables, quotations)  # what stands from start to end: the column as_printed
#
# `Rscript load.R [FOLDER]` tells what is there, and checks that every quotation's place gives its words.

# Every table by its name, with the types that codebook.csv tells.
load_quotecat <- function(folder = ".") {
  classes <- c(INTEGER = "integer", REAL = "numeric", TEXT = "character")
  codebook <- read_sheet(file.path(folder, "codebook.csv"), rep("character", 5L))
  sheets <- unique(codebook$table)
  tables <- lapply(sheets, function(sheet) {
    types <- codebook$type[codebook$table == sheet]
    read_sheet(file.path(folder, paste0(sheet, ".csv")), unname(classes[types]))
  })
  names(tables) <- sheets
  tables
}

# For each row of a table with article_id, start_char_1 and end the words of its article from start to end.
# R counts from 1 and includes the end, so start_char_1 goes with end.
words <- function(tables, sheet) {
  texts <- tables$articles$text[match(sheet$article_id, tables$articles$article_id)]
  substring(texts, sheet$start_char_1, sheet$end)
}

# One table, of columns of these classes. An empty field is a missing value, and nothing else is: somebody may be
# called "NA".
read_sheet <- function(path, classes) {
  copy <- tempfile(fileext = ".csv")
  on.exit(unlink(copy))
  mark <- hide_returns(path, copy)
  sheet <- utils::read.csv(
    copy,
    colClasses = classes, na.strings = "", encoding = "UTF-8", check.names = FALSE, stringsAsFactors = FALSE,
    strip.white = FALSE, fill = FALSE, comment.char = ""
  )
  for (column in which(classes == "character")) {
    sheet[[column]] <- gsub(mark, "\r", sheet[[column]], fixed = TRUE)
  }
  sheet
}

# Copies a CSV file, with carriage returns inside of fields as another character that it does not have; that character.
# R would read "\r\n" as "\n", and every place after it in an article's text would be one too far.
hide_returns <- function(path, copy) {
  present <- logical(256L)
  by_chunk(path, function(bytes) present[as.integer(bytes) + 1L] <<- TRUE)
  free <- Filter(function(code) !present[code + 1L], c(28:31, 1:8, 14:25, 127L))
  if (length(free) == 0L) stop(path, " has every control character there is")
  mark <- as.raw(free[1L])
  output <- file(copy, "wb")
  on.exit(close(output))
  quoted <- FALSE
  by_chunk(path, function(bytes) {
    inside <- xor(quoted, cumsum(bytes == as.raw(34L)) %% 2L == 1L)
    quoted <<- inside[length(inside)]
    bytes[inside & bytes == as.raw(13L)] <- mark
    writeBin(bytes, output)
  })
  rawToChar(mark)
}

# Calls `work` with the bytes of a file, some megabytes at a time.
by_chunk <- function(path, work) {
  input <- file(path, "rb")
  on.exit(close(input))
  while (length(bytes <- readBin(input, "raw", 4194304L)) > 0L) work(bytes)
}

if (sys.nframe() == 0L && !interactive()) {
  arguments <- commandArgs(trailingOnly = TRUE)
  tables <- load_quotecat(if (length(arguments) > 0L) arguments[1L] else ".")
  for (sheet in names(tables)) cat(sheet, ": ", nrow(tables[[sheet]]), " rows\n", sep = "")
  if (!is.null(tables$quotations) && !is.null(tables$articles$text)) {
    stopifnot(identical(words(tables, tables$quotations), tables$quotations$as_printed))
  }
}
