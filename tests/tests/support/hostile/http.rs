//! HTTP/1.1 as bytes: what of a request has arrived, and answers as they are written. Nothing here sends.

/// A request of which something was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its path, as far as it was read.
    pub path: String,
    /// Whether it was read to its last byte: who does so may act on it.
    pub whole: bool,
}

/// How much of a request has arrived.
#[derive(Debug)]
pub struct Progress {
    path: String,
    head: Option<usize>,
    length: usize,
    arrived: usize,
}

/// Looks at what has arrived.
pub fn progress(received: &[u8]) -> Progress {
    let end = received.windows(4).position(|four| four == b"\r\n\r\n");
    let head = received.get(..end.unwrap_or(received.len()));
    let head = String::from_utf8_lossy(head.unwrap_or_default()).into_owned();
    let first = head.lines().next().unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let found = name.eq_ignore_ascii_case("content-length");
        found.then(|| value.trim().parse::<usize>().ok()).flatten()
    });
    let head = end.map(|end| end + 4);
    Progress {
        path: path.to_owned(),
        length: head.unwrap_or(0) + length.unwrap_or(0),
        head,
        arrived: received.len(),
    }
}

impl Progress {
    /// Whether the head has arrived.
    pub fn has_head(&self) -> bool {
        self.head.is_some()
    }

    /// Whether the last byte has arrived.
    pub fn is_whole(&self) -> bool {
        self.has_head() && self.arrived >= self.length
    }

    /// How long the request is, once its head has arrived.
    pub fn length(&self) -> usize {
        self.length
    }

    /// What is on record of it; nothing as long as nothing has arrived.
    pub fn seen(&self) -> Option<Seen> {
        (self.arrived > 0).then(|| Seen {
            path: self.path.clone(),
            whole: self.is_whole(),
        })
    }
}

/// A response with the length of its body, on a connection that is closed after it.
pub fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let framing = format!("Connection: close\r\nContent-Length: {length}\r\n");
    framed(status, &format!("{headers}{framing}"), body)
}

/// A response on a connection that is kept.
pub fn kept(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    framed(
        status,
        &format!("{headers}Content-Length: {length}\r\n"),
        body,
    )
}

/// A response with these headers and no others; each ends its line.
pub fn framed(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

/// A body in chunks of at most so many bytes, without the last one, which is empty.
pub fn chunks(body: &[u8], most: usize) -> Vec<u8> {
    let mut written = Vec::new();
    for chunk in body.chunks(most) {
        written.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        written.extend(chunk);
        written.extend(b"\r\n");
    }
    written
}

/// A body as gzip writes it (RFC 1952), in one stored block: nobody asked for it.
pub fn gzip(body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
    let body = body.get(..usize::from(length)).unwrap_or(body);
    let mut written = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    written.extend(length.to_le_bytes());
    written.extend((!length).to_le_bytes());
    written.extend(body);
    written.extend(crc32(body).to_le_bytes());
    written.extend(u32::from(length).to_le_bytes());
    written
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_whole_with_its_last_byte_and_not_before() {
        let request = b"POST /x HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc";
        for length in 0..request.len() {
            let progress = progress(request.get(..length).unwrap());
            assert!(!progress.is_whole(), "{length}");
            assert_eq!(progress.has_head(), length >= request.len() - 3, "{length}");
        }
        let seen = progress(request).seen().unwrap();
        assert_eq!((seen.path.as_str(), seen.whole), ("/x", true));
    }

    /// `printf abc | gzip -c | tail -c 8 | xxd -p`
    #[test]
    fn gzip_ends_in_the_checksum_and_the_length() {
        let written = gzip(b"abc");
        let end = written.get(written.len() - 8..).unwrap();
        assert_eq!(end, [0xc2, 0x41, 0x24, 0x35, 3, 0, 0, 0]);
    }
}
