"""How it looks: the base table, the form pack, the charts and the template tags. No models."""
