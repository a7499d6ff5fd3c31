// SPDX-License-Identifier: MIT
//! A correct echo server in Rust with the standard library alone, a thread for each client.
//! `rust_echo 127.0.0.1:50000`, and that address when there is no argument.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Sends back what comes, until the client has sent its FIN; dropping the stream sends ours.
fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        stream.write_all(&buffer[..count])?;
    }
}

fn main() -> io::Result<()> {
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:50000".to_string());
    let listener = TcpListener::bind(address)?;
    for stream in listener.incoming() {
        let stream = stream?;
        thread::spawn(move || {
            if let Err(error) = echo(stream) {
                eprintln!("connection lost: {error}");
            }
        });
    }
    Ok(())
}
