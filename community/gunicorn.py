"""How gunicorn serves the site, wherever it is started (`-c python:community.gunicorn`).

The log has the path of a request and never its query: that may hold what was searched for, such
as a doctor's number.
"""

worker_class = "gthread"
threads = 4
control_socket_disable = True  # it would lie in the home folder, one for all sites of a person
accesslog = "-"
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'
