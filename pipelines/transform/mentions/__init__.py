"""The open mentions method: from residents' public posts to tables by office, every rule and weight in a file."""
