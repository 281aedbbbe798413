/*
 * A disk that fails on command, for processes that this is preloaded into (LD_PRELOAD).
 *
 * While the file named by FAULTY_DISK_TRIGGER exists, calls that change files fail. Its only line defines how:
 *
 *   ERROR CALLS PREFIX    such as: ENOSPC writes /tmp/data/log
 *
 * ERROR is ENOSPC, EIO or EROFS; CALLS is "writes" (write, extend, create, rename), "syncs" (fsync, fdatasync) or
 * "all"; PREFIX is the start of the files' absolute paths. As on a real disk, the first write to a full one is cut
 * short, and a failed sync loses the data written since the last one: the kernel drops such pages, and the next sync
 * succeeds.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_DESCRIPTORS 65536

enum calls { WRITES, SYNCS };

/* The function of that name that this library wraps. */
#define NEXT(name) ((typeof(&name)) dlsym(RTLD_NEXT, #name))

static int read_trigger(char *error, char *calls, char *prefix) {
  static int (*next_open)(const char *, int, ...);
  const char *trigger = getenv("FAULTY_DISK_TRIGGER");
  if (trigger == NULL || access(trigger, F_OK) != 0) {
    return 0;
  }
  if (next_open == NULL) {
    next_open = NEXT(open);
  }
  char line[PATH_MAX + 32] = "";
  int fd = next_open(trigger, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return 0;
  }
  ssize_t length = read(fd, line, sizeof line - 1);
  close(fd);
  return length > 0 && sscanf(line, "%15s %15s %4095s", error, calls, prefix) == 3;
}

/* The error with which such a call on that path fails now; 0 if it does not. */
static int fault(const char *path, enum calls kind) {
  char error[16], calls[16], prefix[PATH_MAX];
  if (path == NULL || !read_trigger(error, calls, prefix) || strncmp(path, prefix, strlen(prefix)) != 0) {
    return 0;
  }
  if (strcmp(calls, "all") != 0 && strcmp(calls, kind == WRITES ? "writes" : "syncs") != 0) {
    return 0;
  }
  return strcmp(error, "EIO") == 0 ? EIO : strcmp(error, "EROFS") == 0 ? EROFS : ENOSPC;
}

static int fault_of(int fd, enum calls kind) {
  const char *trigger = getenv("FAULTY_DISK_TRIGGER");
  if (trigger == NULL || access(trigger, F_OK) != 0) {
    return 0;
  }
  int before = errno;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  errno = before;
  if (length < 0) {
    return 0;
  }
  path[length] = '\0';
  return fault(path, kind);
}

/* The data written to a descriptor since its last sync. */
static struct { _Atomic off64_t from, to; } unsynced[MAX_DESCRIPTORS];

static void written(int fd, off64_t offset, ssize_t count) {
  if (count <= 0 || fd >= MAX_DESCRIPTORS) {
    return;
  }
  if (unsynced[fd].to == 0 || offset < unsynced[fd].from) {
    unsynced[fd].from = offset;
  }
  if (offset + count > unsynced[fd].to) {
    unsynced[fd].to = offset + count;
  }
}

static void synced(int fd) {
  if (fd < MAX_DESCRIPTORS) {
    unsynced[fd].to = 0;
  }
}

static int refused(int error) {
  if (error != 0) {
    errno = error;
  }
  return error != 0;
}

/* How much of a write still succeeds: all without a fault, a part of the first to a full disk, otherwise nothing. */
static size_t room(int fd, size_t count, int *error) {
  static atomic_flag filled = ATOMIC_FLAG_INIT;
  *error = fault_of(fd, WRITES);
  if (*error == 0) {
    return count;
  }
  return *error == ENOSPC && count > 1 && !atomic_flag_test_and_set(&filled) ? count / 2 : 0;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  int error;
  size_t allowed = room(fd, count, &error);
  if (allowed == 0 && refused(error)) {
    return -1;
  }
  off64_t offset = lseek64(fd, 0, SEEK_CUR);
  ssize_t done = NEXT(write)(fd, bytes, allowed);
  written(fd, offset, done);
  return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  int error;
  size_t allowed = room(fd, count, &error);
  if (allowed == 0 && refused(error)) {
    return -1;
  }
  ssize_t done = NEXT(pwrite64)(fd, bytes, allowed, offset);
  written(fd, offset, done);
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  return pwrite64(fd, bytes, count, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return refused(fault_of(fd, WRITES)) ? -1 : NEXT(writev)(fd, parts, count);
}

int ftruncate(int fd, off_t length) {
  return refused(fault_of(fd, WRITES)) ? -1 : NEXT(ftruncate)(fd, length);
}

int ftruncate64(int fd, off64_t length) {
  return refused(fault_of(fd, WRITES)) ? -1 : NEXT(ftruncate64)(fd, length);
}

int fallocate(int fd, int mode, off_t offset, off_t length) {
  return refused(fault_of(fd, WRITES)) ? -1 : NEXT(fallocate)(fd, mode, offset, length);
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
  return refused(fault_of(fd, WRITES)) ? -1 : NEXT(fallocate64)(fd, mode, offset, length);
}

int posix_fallocate(int fd, off_t offset, off_t length) {
  int error = fault_of(fd, WRITES);
  return error != 0 ? error : NEXT(posix_fallocate)(fd, offset, length);
}

static void lose_unsynced(int fd) {
  static const char zeros[4096];
  if (fd >= MAX_DESCRIPTORS) {
    return;
  }
  off64_t at = unsynced[fd].from, end = unsynced[fd].to;
  while (at < end) {
    size_t count = end - at < (off64_t) sizeof zeros ? (size_t) (end - at) : sizeof zeros;
    if (NEXT(pwrite64)(fd, zeros, count, at) < 0) {
      abort();
    }
    at += count;
  }
  synced(fd);
}

static int sync_refused(int fd) {
  int error = fault_of(fd, SYNCS);
  if (error != 0) {
    lose_unsynced(fd);
  }
  return refused(error);
}

int fsync(int fd) {
  if (sync_refused(fd)) {
    return -1;
  }
  synced(fd);
  return NEXT(fsync)(fd);
}

int fdatasync(int fd) {
  if (sync_refused(fd)) {
    return -1;
  }
  synced(fd);
  return NEXT(fdatasync)(fd);
}

int rename(const char *from, const char *to) {
  return refused(fault(to, WRITES)) ? -1 : NEXT(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
  return refused(fault(path, WRITES)) ? -1 : NEXT(mkdir)(path, mode);
}

/* Opening an existing file for writing works on a full disk; creating one does not. */
static int opening_refused(const char *path, int flags) {
  int makes = (flags & O_CREAT) != 0 && access(path, F_OK) != 0;
  int changes = (flags & O_ACCMODE) != O_RDONLY;
  int error = makes || changes ? fault(path, WRITES) : 0;
  return (makes || error == EROFS) && refused(error);
}

#define OPEN(name)                                                             \
  int name(const char *path, int flags, ...) {                                 \
    va_list rest;                                                              \
    va_start(rest, flags);                                                     \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                              \
    return opening_refused(path, flags) ? -1 : NEXT(name)(path, flags, mode);  \
  }

OPEN(open)
OPEN(open64)
