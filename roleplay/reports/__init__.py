"""Reviews as a person reads them: the words for what was found, and the forms they are written in."""
