// SPDX-License-Identifier: MIT
//! Correct: Rust's std, two threads a client, a reader and a writer with a short queue between them,
//! so that it goes on reading for a while when a client does not.

use std::env;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::io::AsRawFd;
use std::sync::mpsc::{sync_channel, Receiver, SyncSender};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

const QUEUE: usize = 16; // blocks

// std listens with a backlog of 128, and leaves the soft limit of descriptors as it is.
extern "C" {
    fn listen(descriptor: i32, backlog: i32) -> i32;
    fn getrlimit(resource: i32, limit: *mut [u64; 2]) -> i32;
    fn setrlimit(resource: i32, limit: *const [u64; 2]) -> i32;
}

fn allow_many_clients(listener: &TcpListener) {
    const RLIMIT_NOFILE: i32 = 7;
    let mut limit = [0; 2]; // soft, hard
    unsafe {
        listen(listener.as_raw_fd(), 4096);
        if getrlimit(RLIMIT_NOFILE, &mut limit) == 0 {
            setrlimit(RLIMIT_NOFILE, &[limit[1], limit[1]]);
        }
    }
}

/// Ends at the client's FIN, at an error, and when the writer has given up.
fn read_all(mut client: &TcpStream, blocks: SyncSender<Vec<u8>>) {
    let mut buffer = [0; 65536];
    loop {
        match client.read(&mut buffer) {
            Ok(0) => return,
            Ok(count) if blocks.send(buffer[..count].to_vec()).is_ok() => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            _ => return,
        }
    }
}

/// Ends when the reader has, and all that it read is written; or at an error.
fn write_all(mut client: &TcpStream, blocks: Receiver<Vec<u8>>) {
    for block in blocks {
        if client.write_all(&block).is_err() {
            let _ = client.shutdown(Shutdown::Both); // wakes the reader up
            return;
        }
    }
}

/// The thread that is last drops the stream, and that sends FIN.
fn serve(client: TcpStream) -> std::io::Result<()> {
    let reader = Arc::new(client);
    let writer = reader.clone();
    let (sender, receiver) = sync_channel(QUEUE);
    thread::Builder::new().spawn(move || read_all(&reader, sender))?;
    thread::Builder::new().spawn(move || write_all(&writer, receiver))?;
    Ok(())
}

fn main() {
    let port = env::args().nth(1).expect("usage: NAME PORT");
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).expect("cannot listen");
    allow_many_clients(&listener);
    for client in listener.incoming() {
        if client.and_then(serve).is_err() {
            thread::sleep(Duration::from_millis(20)); // out of descriptors or threads, perhaps
        }
    }
}
