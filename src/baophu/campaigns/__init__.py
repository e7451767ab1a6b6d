"""Campaign, sites, parade, tasks, partners, materials, messages."""
