-- Answers are in the order of their articles.
CREATE INDEX ix_article_in_order ON article (published IS NULL, published, name, id);
