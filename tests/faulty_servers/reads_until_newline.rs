// SPDX-License-Identifier: MIT
//! Fault: read_until(b'\n'): a line is answered when its newline has come, or at the end.
//! Caught by: held-until-newline ("hoge" without a newline is not answered).

use std::env;
use std::io::{self, BufRead, BufReader, Write};
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

fn echo(client: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(client);
    let mut writer = client;
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        writer.write_all(&line)?;
        line.clear();
    }
    Ok(())
}

fn serve(client: TcpStream) {
    let _ = echo(&client); // an error is the end of this client alone
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
