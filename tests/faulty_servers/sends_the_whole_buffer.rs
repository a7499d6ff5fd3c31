// SPDX-License-Identifier: MIT
//! Fault: write_all(&buffer), not write_all(&buffer[..count]): each answer has 1024 bytes. After
//! those of the client come NULs, and later on what it had sent before.
//! Caught by: stale-bytes (a text, and then a shorter one, on one connection).

use std::env;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::io::AsRawFd;
use std::thread;
use std::time::Duration;

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

fn echo(mut client: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 1024];
    loop {
        let count = client.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        client.write_all(&buffer)?;
    }
}

fn serve(client: TcpStream) {
    let _ = echo(client); // an error is the end of this client alone
}

fn main() {
    let port = env::args().nth(1).expect("usage: NAME PORT");
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).expect("cannot listen");
    allow_many_clients(&listener);
    for client in listener.incoming() {
        match client {
            Ok(client) => {
                thread::spawn(move || serve(client));
            }
            Err(_) => thread::sleep(Duration::from_millis(20)), // out of descriptors, perhaps
        }
    }
}
