"""The unmodified azure-servicebus against one connection string; prints what it saw, by behaviour.

    main.py CONNECTION_STRING tcp|tls|websocket|admin CA_FILE
"""
import json
import sys
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from azure.servicebus import ServiceBusClient, TransportType, __version__

import admin
import browsing
import sending
import sessions_and_topics
import settling
from shown import Seen


def client(connection_string, transport, ca_file):
    if transport == "tcp":
        return ServiceBusClient.from_connection_string(connection_string, retry_total=0)
    port = urllib.parse.urlsplit(connection_string.split(";")[0].split("=", 1)[1]).port
    address = f"sb://localhost:{port}"
    if transport == "tls":
        return ServiceBusClient.from_connection_string(
            connection_string.replace("UseDevelopmentEmulator=true;", ""), retry_total=0, connection_verify=ca_file, custom_endpoint_address=address,
        )
    # Over WebSocket the client takes the port from here only.
    return ServiceBusClient.from_connection_string(
        connection_string, retry_total=0, transport_type=TransportType.AmqpOverWebsocket, custom_endpoint_address=address,
    )


def main():
    connection_string, transport, ca_file = sys.argv[1:]
    seen = Seen()
    if transport == "admin":
        admin.walk(connection_string, seen)
    else:
        def walk(part):
            with client(connection_string, transport, ca_file) as bus:
                part.walk(bus, seen)

        # The client waits a second whenever a link closes: the parts do so at the same time, each on a connection of its own.
        with ThreadPoolExecutor() as pool:
            list(pool.map(walk, (sending, settling, browsing, sessions_and_topics)))
    print(json.dumps({"version": __version__, "seen": seen}))


main()
