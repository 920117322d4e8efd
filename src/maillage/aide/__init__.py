"""The help: the guide of docs/guide served to everybody, and from each page of the site the page that explains it."""
