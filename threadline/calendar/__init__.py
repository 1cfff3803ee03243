"""Events, the language of time, free time, and calendar back ends behind one port."""
