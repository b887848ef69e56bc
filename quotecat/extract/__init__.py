"""Text to values: quotation marks, quotations, attributions, speakers, claims. Pure: no model, no database."""
