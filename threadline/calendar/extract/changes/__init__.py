"""What somebody wants done to an event that there is: "move it to 4", "add Bo", in words of many languages."""
