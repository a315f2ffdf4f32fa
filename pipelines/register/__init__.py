"""The working store of the procurement register: the latest row of every contract, and what was worked out of it."""
