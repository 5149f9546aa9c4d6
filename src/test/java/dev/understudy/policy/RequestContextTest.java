package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestContextTest {
    @Test
    void key_names_are_case_insensitive_and_values_are_not() {
        RequestContext context =
                RequestContext.builder().with("aws:UserId", "AIDA:x").build();

        assertThat(context.get("AWS:userid")).contains(List.of("AIDA:x"));
        assertThat(context.get("aws:username")).isEmpty();
    }

    @Test
    void a_key_given_again_replaces_what_it_held() {
        RequestContext context = RequestContext.builder()
                .with("a:b", "1")
                .withAll("A:B", List.of("2", "3"))
                .build();

        assertThat(context.get("a:b")).contains(List.of("2", "3"));
    }

    @Test
    void a_multivalued_key_without_values_is_absent() {
        RequestContext context = RequestContext.builder()
                .with("a:b", "1")
                .withAll("a:b", List.of())
                .build();

        assertThat(context.get("a:b")).isEmpty();
    }

    @Test
    void a_context_does_not_change_with_its_builder() {
        RequestContext.Builder builder = RequestContext.builder().with("a:b", "1");
        RequestContext context = builder.build();
        builder.with("a:c", "2");

        assertThat(context.get("a:c")).isEmpty();
    }
}
