"""Help sessions and their rotas."""
