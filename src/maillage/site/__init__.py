"""The web site: settings, addresses, shared templates and components, error pages."""
