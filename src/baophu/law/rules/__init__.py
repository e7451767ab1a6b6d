"""How each scheme is computed: one file a branch of insurance, each function one rule, each rule with its first day."""
