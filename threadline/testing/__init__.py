"""For tests of whoever builds on Threadline: doubles, contract suites, and the product's reading under stable names."""
