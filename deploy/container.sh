#!/bin/sh
# The entry point of the container. A published port can be reached by others, so the console needs a password:
# without one in the environment, one is made once, kept with the data, and shown.
set -eu
if [ -z "${MM_CONSOLE_PASSWORD:-}" ]; then
    file="${MM_DATA_DIR:?}/console-password"
    if [ ! -s "$file" ]; then
        (umask 077 && python -c "import secrets; print(secrets.token_urlsafe(12))" > "$file")
    fi
    MM_CONSOLE_PASSWORD="$(cat "$file")"
    export MM_CONSOLE_PASSWORD
    echo "Console password: $MM_CONSOLE_PASSWORD (any user name; MM_CONSOLE_PASSWORD sets another)"
fi
exec "$@"
