"""Pictures made on the server without a browser: vector drawings of figures, the frame around them, cards."""
