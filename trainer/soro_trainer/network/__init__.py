"""The model, and what is put into it or beside it: attention, losses, adapters, noise, grids."""
