/**
 * Reads the headers of a client's WebSocket frames as their bytes go by, to know how large each frame is: the library
 * joins the frames of a message, and the gateway's limit is on the single one.
 * @param onFrame told the length of each frame's payload, as soon as its header is there
 */
export function frameMeter(onFrame: (bytes: number) => void): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let skip = 0;
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (skip > 0) {
        const passed = Math.min(skip, rest.length);
        skip -= passed;
        rest = rest.subarray(passed);
        continue;
      }
      const joined = Buffer.concat([header, rest]);
      const length = payloadLength(joined);
      if (length === undefined) {
        header = joined;
        return;
      }
      const { headerBytes, payloadBytes } = length;
      onFrame(payloadBytes);
      rest = rest.subarray(headerBytes - header.length);
      header = Buffer.alloc(0);
      skip = payloadBytes;
    }
  };
}

/** Lengths from the header (RFC 6455, 5.2), or undefined while it is not whole. */
function payloadLength(bytes: Buffer): { readonly headerBytes: number; readonly payloadBytes: number } | undefined {
  const second = bytes[1];
  if (second === undefined) return undefined;
  const maskBytes = (second & 0x80) === 0 ? 0 : 4;
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const headerBytes = 2 + lengthBytes + maskBytes;
  if (bytes.length < headerBytes) return undefined;
  if (lengthBytes === 0) return { headerBytes, payloadBytes: short };
  return { headerBytes, payloadBytes: lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)) };
}
