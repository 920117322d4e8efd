"""Reading an espace from another program: what is public to everybody, and with a token what its owner may see."""
