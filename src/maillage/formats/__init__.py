"""Files in, files out: spreadsheets read with every fault told, and the JSON form of a diagnosis."""
