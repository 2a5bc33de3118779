"""What is heard in a reply: words, skills, missteps and sentiment."""
