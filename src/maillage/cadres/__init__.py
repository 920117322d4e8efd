"""Dispositifs, instances and actions: what organisations take part in, in which role, since which phase."""
