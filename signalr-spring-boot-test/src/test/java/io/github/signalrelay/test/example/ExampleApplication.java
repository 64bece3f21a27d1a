// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class ExampleApplication {

}
