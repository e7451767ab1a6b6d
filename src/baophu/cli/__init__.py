"""Commands: one a capability, each a thin shell over a flow."""
