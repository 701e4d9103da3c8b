"""REST of the print supplier: the queue, the runs, and each letter on paper."""
