"""Working in pairs."""
