"""How a plan is made out of what was sold, laid out, answered and put in force."""
