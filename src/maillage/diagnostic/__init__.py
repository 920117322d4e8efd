"""Pages of the diagnosis, the croisement (pair of spheres), snapshots in time; lecture.py feeds the engine."""
