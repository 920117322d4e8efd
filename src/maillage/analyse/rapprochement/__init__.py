"""Record linkage: which rows are one actor. See docs/methode/rapprochement.md."""
