"""The models of the HTTP contract. They validate what comes in and generate the OpenAPI document."""
