"""Where agents come in: the only room with sockets; checks, queues, evictions."""
