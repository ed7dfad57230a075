"""Files of the project read, written, locked and exchanged, so that a crash, a link or another process does no harm."""
