// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package dev.azurecua.testing.arm;

import com.azure.core.annotation.Delete;
import com.azure.core.annotation.ExpectedResponses;
import com.azure.core.annotation.Patch;
import com.azure.core.annotation.Post;
import com.azure.core.annotation.Put;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes a write operation of the Azure SDK.
 *
 * @param name the service and its method, such as {@code StorageAccountsService.create}
 * @param method the HTTP method
 * @param path the path, with the placeholders of the SDK in place of names
 * @param accepted the statuses that the client accepts
 */
record SdkOperation(String name, String method, ResourcePath path, Set<Integer> accepted) {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final Pattern SERVICE = Pattern.compile(".*/implementation/.*\\$.*Service\\.class");
    private static final String GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
    private static final String AUTHORIZATION = GROUP + "/providers/Microsoft.Authorization/";

    /** Maps placeholders that do not stand for one name of a resource to values for them. */
    private static final Map<String, List<String>> PLACEHOLDER_VALUES = Map.of(
            "{scope}", List.of(GROUP),
            "{resourceUri}", List.of(GROUP + "/providers/Any.Provider/resources/{resourceName}"),
            "{resourceId}", List.of(GROUP + "/providers/Any.Provider/resources/{resourceName}"),
            "{parentResourcePath}", List.of("parents/{parentName}"),
            "{policyAssignmentId}", List.of(AUTHORIZATION + "policyAssignments/{policyAssignmentName}"),
            "{roleAssignmentId}", List.of(AUTHORIZATION + "roleAssignments/{roleAssignmentName}"),
            "{keyType}", List.of("functionkeys", "systemkeys"));

    /** Returns the write operations of all managers on the class path. */
    static List<SdkOperation> findOnClassPath() throws IOException, ClassNotFoundException {
        Stream.Builder<Method> methods = Stream.builder();
        for (String entry : CLASS_PATH.split(Pattern.quote(System.getProperty("path.separator")))) {
            if (!Path.of(entry).getFileName().toString().matches("azure-resourcemanager.*\\.jar")) {
                continue;
            }
            try (JarFile jar = new JarFile(entry)) {
                List<String> services = jar.stream()
                        .map(file -> file.getName())
                        .filter(SERVICE.asMatchPredicate())
                        .toList();
                for (String service : services) {
                    String className = service.replace('/', '.').replaceFirst("\\.class$", "");
                    Arrays.stream(Class.forName(className, false, SdkOperation.class.getClassLoader())
                                    .getDeclaredMethods())
                            .forEach(methods);
                }
            }
        }
        return methods.build().flatMap(SdkOperation::of).distinct().toList();
    }

    private static Stream<SdkOperation> of(Method method) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        Set<Integer> accepted = Optional.ofNullable(method.getAnnotation(ExpectedResponses.class)).stream()
                .flatMapToInt(expected -> Arrays.stream(expected.value()))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        return Stream.of(
                        Optional.ofNullable(method.getAnnotation(Put.class)).map(put -> List.of("PUT", put.value())),
                        Optional.ofNullable(method.getAnnotation(Patch.class))
                                .map(patch -> List.of("PATCH", patch.value())),
                        Optional.ofNullable(method.getAnnotation(Post.class))
                                .map(post -> List.of("POST", post.value())),
                        Optional.ofNullable(method.getAnnotation(Delete.class))
                                .map(delete -> List.of("DELETE", delete.value())))
                .flatMap(Optional::stream)
                .flatMap(annotation -> paths(annotation.get(1))
                        .map(path -> new SdkOperation(name, annotation.get(0), ResourcePath.of(path), accepted)));
    }

    /** Returns the paths of a URL template. Microsoft Graph has none, because it has no subscriptions and providers. */
    private static Stream<String> paths(String template) {
        Stream<String> paths = Stream.of("/" + template);
        for (Map.Entry<String, List<String>> placeholder : PLACEHOLDER_VALUES.entrySet()) {
            paths = paths.flatMap(
                    path -> placeholder.getValue().stream().map(value -> path.replace(placeholder.getKey(), value)));
        }
        return paths.map(path -> path.replaceFirst("^/+", "/"))
                .filter(path -> path.startsWith("/subscriptions/") || path.contains("/providers/"))
                .distinct();
    }
}
