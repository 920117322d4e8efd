"""The network seen: its drawing, its table, its data; lecture.py feeds the engine from the rows of an espace."""
