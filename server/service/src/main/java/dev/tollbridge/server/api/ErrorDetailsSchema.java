package dev.tollbridge.server.api;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.rpc.ErrorDetailsProto;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import java.util.ArrayList;
import java.util.List;

/**
 * A service's schema whose file also imports {@code google/rpc/error_details.proto}, so that reflection knows the types
 * of the details of errors. The API's own files do not import it: clients would have to find it to compile them.
 */
record ErrorDetailsSchema(FileDescriptor file, String serviceName) implements ProtoServiceDescriptorSupplier {
  static ErrorDetailsSchema of(ServiceDescriptor service) {
    FileDescriptor details = ErrorDetailsProto.getDescriptor();
    FileDescriptorProto extended = service.getFile().toProto().toBuilder().addDependency(details.getName()).build();
    List<FileDescriptor> imports = new ArrayList<>(service.getFile().getDependencies());
    imports.add(details);
    try {
      return new ErrorDetailsSchema(FileDescriptor.buildFrom(extended, imports.toArray(FileDescriptor[]::new)),
          service.getName());
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException("the schema of " + service.getFullName() + " cannot import error details", e);
    }
  }

  @Override
  public FileDescriptor getFileDescriptor() {
    return file;
  }

  @Override
  public ServiceDescriptor getServiceDescriptor() {
    return file.findServiceByName(serviceName);
  }
}
