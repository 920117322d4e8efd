"""temporary"""
def write_site(paquet, commande, mention, suivi):
    pass
