"""What a zeep client knows of a service, as plain data that can be compared."""

from typing import Any

from zeep import Client
from zeep.xsd import Any as Wildcard
from zeep.xsd import ComplexType, Element

Described = dict[str, Any]


def ports(client: Client) -> Described:
    """Services, ports, bindings and operations, with the names of everything."""
    return {
        service.name: {port.name: _binding(port.binding) for port in service.ports.values()}
        for service in client.wsdl.services.values()
    }


def types(client: Client) -> Described:
    """Every element that goes in a body, and every named type that can occur in one."""
    description = _Types()
    for service in client.wsdl.services.values():
        for port in service.ports.values():
            for operation in port.binding.all().values():
                for message in (operation.abstract.input_message, operation.abstract.output_message):
                    description.message(message)
                for message in operation.abstract.fault_messages.values():
                    description.message(message)
    return description.found


def _binding(binding: Any) -> Described:
    return {
        "name": binding.name.text,
        "port type": binding.port_type.name.text,
        "kind": type(binding).__name__,
        "transport": binding.transport,
        "operations": {name: _operation(operation) for name, operation in binding.all().items()},
    }


def _operation(operation: Any) -> Described:
    faults = operation.abstract.fault_messages
    return {
        "soap action": operation.soapaction,
        "style": operation.style,
        "input": _message(operation.abstract.input_message, operation.input),
        "output": _message(operation.abstract.output_message, operation.output),
        "faults": {name: _message(faults[name], fault) for name, fault in operation.faults.items()},
    }


def _message(abstract: Any, concrete: Any) -> Described:
    return {
        "name": abstract.name.text,
        "kind": type(concrete).__name__,
        "parts": {name: part.element.qname.text for name, part in abstract.parts.items()},
    }


class _Types:
    """Walks from the elements of bodies through all types, each named one once."""

    def __init__(self) -> None:
        self.found: Described = {}

    def message(self, message: Any) -> None:
        for part in message.parts.values():
            self.found[f"element {part.element.qname.text}"] = self._element(part.element)

    def _element(self, element: Any) -> Described:
        return {
            "name": element.qname.text,
            "type": self._type(element.type),
            "occurs": (element.min_occurs, element.max_occurs),
            "nillable": element.nillable,
            "default": element.default,
        }

    def _type(self, kind: Any) -> Any:
        if not kind.is_global:
            return self._body(kind)
        name = kind.qname.text
        if name not in self.found:
            self.found[name] = None  # under way: types may refer to each other
            self.found[name] = self._body(kind)
        return name

    def _body(self, kind: Any) -> Described:
        if not isinstance(kind, ComplexType):
            return {"simple": [base.__name__ for base in type(kind).__mro__]}
        attributes = [self._attribute(attribute) for _, attribute in kind.attributes]
        return {"content": self._particle(kind._element), "attributes": attributes}

    def _attribute(self, attribute: Any) -> Described:
        return self._element(attribute) | {"required": attribute.required}

    def _particle(self, particle: Any) -> Described | None:
        if particle is None:
            return None
        occurs = (particle.min_occurs, particle.max_occurs)
        if isinstance(particle, Wildcard):
            return {"any": particle.process_contents, "restricted to": particle.restrict, "occurs": occurs}
        if isinstance(particle, Element):
            return self._element(particle)
        inner = [self._particle(child) for _, child in particle.elements_nested]
        return {"kind": type(particle).__name__, "occurs": occurs, "inner": inner}
