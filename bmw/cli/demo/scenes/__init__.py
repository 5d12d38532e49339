"""What happens in the demo town, told in the order in which it would have happened."""
