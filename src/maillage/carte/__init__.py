"""The map: who has a seat where, who acts in which commune, where nobody does; its drawing, its table, its data."""
