"""A made-up procurement register that speaks the portal's API: for tests, benches and demos, never for publishing."""
