"""The small door with TLS that a proxy is in life: `python -m tests.browser.engines.door PORT INNER CERTIFICATE`."""

import asyncio
import contextlib
import ssl
import sys


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry what comes until nothing comes any more."""
    with contextlib.suppress(OSError, ssl.SSLError):
        while some := await reader.read(65536):
            writer.write(some)
            await writer.drain()
    writer.close()


async def serve(port: int, inner: int, context: ssl.SSLContext) -> None:
    """Whoever comes by TLS is led to the town's own port, until somebody ends this."""

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inside, outside = await asyncio.open_connection("127.0.0.1", inner)
        await asyncio.gather(carry(reader, outside), carry(inside, writer))

    async with await asyncio.start_server(greet, "127.0.0.1", port, ssl=context) as server:
        print("open", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    chain = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    chain.load_cert_chain(sys.argv[3])
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), chain))
