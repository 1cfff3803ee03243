"""One page that joins the fakes' pages and tells what Threadline does in two minutes. Imports nothing of the fakes."""
