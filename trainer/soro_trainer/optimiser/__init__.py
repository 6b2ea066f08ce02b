"""How a step changes the weights, and whether it may."""
