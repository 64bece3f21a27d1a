// SPDX-License-Identifier: Apache-2.0
//
// C: the plainest send loop. One thread, one send() for each socket and turn of the loop; what was broadcast in one
// turn goes out together. Takes and sends WebSocket frames without an upgrade ("frames" dialect): 'b' goes to all,
// anything else back to its sender. Ends when its standard input ends.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 1024, BACKLOG = 4096, LARGEST_FRAME = 65535 + 8, READ_SIZE = 1 << 18, PENDING_LIMIT = 16 << 20 };

struct buffer {
	uint8_t *bytes;
	size_t length;
	size_t capacity;
};

// Connections are known by their file descriptor.
struct connection {
	bool open;
	size_t position;        // in the list of all
	struct buffer partial;  // beginning of a frame
	struct buffer pending;  // what the socket did not take
};

static struct connection *connections;
static size_t descriptors;
static int *all;
static size_t count;
static int epoll;
static struct buffer broadcasts; // of this turn

static void fail(const char *what) {
	perror(what);
	exit(1);
}

static void append(struct buffer *buffer, const uint8_t *bytes, size_t length) {
	if (buffer->length + length > buffer->capacity) {
		buffer->capacity = (buffer->length + length) * 2;
		buffer->bytes = realloc(buffer->bytes, buffer->capacity);
		if (buffer->bytes == NULL) {
			fail("realloc");
		}
	}
	memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
}

static void discard(struct buffer *buffer) {
	free(buffer->bytes);
	*buffer = (struct buffer) { 0 };
}

static void watch(int operation, int fd, uint32_t events) {
	struct epoll_event event = { .events = events, .data.fd = fd };
	if (epoll_ctl(epoll, operation, fd, &event) < 0 && fd != STDIN_FILENO) {
		fail("epoll_ctl");
	}
}

static void drop(int fd) {
	struct connection *connection = &connections[fd];
	if (!connection->open) {
		return;
	}
	connection->open = false;
	discard(&connection->partial);
	discard(&connection->pending);
	int last = all[--count];
	all[connection->position] = last;
	connections[last].position = connection->position;
	close(fd);
}

static void deliver(int fd, const uint8_t *bytes, size_t length) {
	struct connection *connection = &connections[fd];
	if (!connection->open || length == 0) {
		return;
	}
	size_t sent = 0;
	if (connection->pending.length == 0) {
		ssize_t taken = send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (taken < 0 && errno != EAGAIN) {
			shutdown(fd, SHUT_RDWR); // read() will tell
			return;
		}
		sent = taken < 0 ? 0 : (size_t) taken;
		if (sent == length) {
			return;
		}
		watch(EPOLL_CTL_MOD, fd, EPOLLIN | EPOLLOUT);
	}
	append(&connection->pending, bytes + sent, length - sent);
	if (connection->pending.length > PENDING_LIMIT) {
		shutdown(fd, SHUT_RDWR);
	}
}

static void deliver_pending(int fd) {
	struct buffer *pending = &connections[fd].pending;
	ssize_t taken = send(fd, pending->bytes, pending->length, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (taken < 0) {
		return;
	}
	pending->length -= (size_t) taken;
	memmove(pending->bytes, pending->bytes + taken, pending->length);
	if (pending->length == 0) {
		discard(pending);
		watch(EPOLL_CTL_MOD, fd, EPOLLIN);
	}
}

// Takes one frame in place. Returns its length as it came, 0 if it is not whole, -1 if it is not of this dialect.
static ssize_t take_frame(uint8_t *frame, size_t available, struct buffer *echoes) {
	if (available < 2) {
		return 0;
	}
	bool masked = frame[1] & 0x80;
	size_t length = frame[1] & 0x7F;
	size_t header = 2;
	if (length == 127) {
		return -1;
	}
	if (length == 126) {
		if (available < 4) {
			return 0;
		}
		length = (size_t) frame[2] << 8 | frame[3];
		header = 4;
	}
	size_t mask = masked ? 4 : 0;
	if (available < header + mask + length) {
		return 0;
	}
	uint8_t *payload = frame + header + mask;
	for (size_t i = 0; masked && i < length; i++) {
		payload[i] ^= frame[header + i % 4];
	}
	frame[1] &= 0x7F;
	memmove(frame + mask, frame, header); // the header takes the place of the mask
	append(length > 0 && payload[0] == 'b' ? &broadcasts : echoes, frame + mask, header + length);
	return (ssize_t) (header + mask + length);
}

static void take(int fd, uint8_t *bytes, size_t length) {
	static struct buffer echoes;
	echoes.length = 0;
	size_t done = 0;
	ssize_t frame;
	while ((frame = take_frame(bytes + done, length - done, &echoes)) > 0) {
		done += (size_t) frame;
	}
	if (frame < 0 || length - done > LARGEST_FRAME) {
		drop(fd);
		return;
	}
	deliver(fd, echoes.bytes, echoes.length);
	struct buffer *partial = &connections[fd].partial;
	if (done == length) {
		discard(partial);
	} else if (bytes == partial->bytes) {
		memmove(bytes, bytes + done, length - done);
		partial->length = length - done;
	} else {
		append(partial, bytes + done, length - done);
	}
}

static void receive(int fd) {
	static uint8_t input[READ_SIZE];
	ssize_t length = recv(fd, input, sizeof input, MSG_DONTWAIT);
	if (length <= 0) {
		if (length == 0 || errno != EAGAIN) {
			drop(fd);
		}
		return;
	}
	struct buffer *partial = &connections[fd].partial;
	if (partial->length == 0) {
		take(fd, input, (size_t) length);
	} else {
		append(partial, input, (size_t) length);
		take(fd, partial->bytes, partial->length);
	}
}

static void accept_all(int listener) {
	int fd;
	while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
		if ((size_t) fd >= descriptors) {
			close(fd);
			continue;
		}
		int on = 1;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		connections[fd] = (struct connection) { .open = true, .position = count };
		all[count++] = fd;
		watch(EPOLL_CTL_ADD, fd, EPOLLIN);
	}
}

static int listen_on_loopback(void) {
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	if (listener < 0 || bind(listener, (struct sockaddr *) &address, length) < 0 || listen(listener, BACKLOG) < 0
			|| getsockname(listener, (struct sockaddr *) &address, &length) < 0) {
		fail("listen");
	}
	printf("listening on %d\n", ntohs(address.sin_port));
	fflush(stdout);
	return listener;
}

static void allocate_tables(void) {
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) < 0) {
		fail("getrlimit");
	}
	descriptors = limit.rlim_cur < 1 << 20 ? (size_t) limit.rlim_cur : 1 << 20;
	connections = calloc(descriptors, sizeof *connections);
	all = calloc(descriptors, sizeof *all);
	if (connections == NULL || all == NULL) {
		fail("calloc");
	}
}

static void end_with_parent(void) {
	uint8_t ignored[256];
	if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) {
		exit(0);
	}
}

static void handle(int listener, const struct epoll_event *event) {
	int fd = event->data.fd;
	if (fd == listener) {
		accept_all(listener);
	} else if (fd == STDIN_FILENO) {
		end_with_parent();
	} else if (connections[fd].open) {
		if (event->events & EPOLLOUT) {
			deliver_pending(fd);
		}
		if (event->events & ~(uint32_t) EPOLLOUT) {
			receive(fd);
		}
	}
}

int main(void) {
	allocate_tables();
	epoll = epoll_create1(0);
	int listener = listen_on_loopback();
	watch(EPOLL_CTL_ADD, listener, EPOLLIN);
	watch(EPOLL_CTL_ADD, STDIN_FILENO, EPOLLIN);
	static struct epoll_event events[EVENTS];
	for (;;) {
		int ready = epoll_wait(epoll, events, EVENTS, -1);
		for (int i = 0; i < ready; i++) {
			handle(listener, &events[i]);
		}
		if (broadcasts.length > 0) {
			for (size_t i = 0; i < count; i++) {
				deliver(all[i], broadcasts.bytes, broadcasts.length);
			}
			broadcasts.length = 0;
		}
	}
}
