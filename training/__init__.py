"""What is learned from examples: each folder makes one table that the package ships."""
