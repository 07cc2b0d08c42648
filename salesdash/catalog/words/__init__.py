"""How people write what is declared: headers in several languages, and the words of fields with a fixed meaning."""
