"""Examples of certificates in the OpenAPI description. Each is accepted as it stands."""

from typing import Final

from drf_spectacular.utils import OpenApiExample

ORGANISATION: Final = {"organisation": "162021004748", "name": "Kommun A"}
PLAIN: Final = OpenApiExample("One more for Kommun A", ORGANISATION, request_only=True)
EXPIRED: Final = OpenApiExample("Expired on purpose", {**ORGANISATION, "condition": "expired"}, request_only=True)
SHORT: Final = OpenApiExample(
    "Valid for ten minutes, each part of the subject by itself",
    {**ORGANISATION, "minutes": 10, "rdn": "single_valued"},
    request_only=True,
)
CSR: Final = OpenApiExample(
    "From a signing request",
    {
        **ORGANISATION,
        "csr": """-----BEGIN CERTIFICATE REQUEST-----
MIICUjCCAToCAQAwDTELMAkGA1UEAwwCbWUwggEiMA0GCSqGSIb3DQEBAQUAA4IB
DwAwggEKAoIBAQDN9K8OxMOwDq5+mvmwIYocY7H/lJuk70SOiXCHUvyOVDDTUkD8
b6vJEXGcNyrrubW2qU2IGTmmUb/gnPmBZ+1oFxrAa8P/mX3dZ5WIDy706wI3qs2G
W9Opag8TCwdmnU5JMVfAXbDDCcMpjyNd0B81jfYfehPg2fI8kxSwBUU8ihxgx7BU
aofWDkeaSCUjGrntOEnN2hAcs+vbcH9/5R1617RK0XG+CvvCBDIKzJRgsBrL3ecy
FfRiN/1tl1/wy5L1SxA4XlTkPl93lsy91r1KCwhU8DvHPH2KGuCoWM6ZC3haKb8c
KujKizWDl2sZyauR9nBz2y8y3v68oeC9/orBAgMBAAGgADANBgkqhkiG9w0BAQsF
AAOCAQEAG65fkC9yDGJgxZaDie1o1ZpCKyHLQRRkgSbQnTmhq80rkNHuHCHgheYV
AtqsnOmst1q0LhpkkYZMqkTsuJNHl4Q+w1kcylBQnYS6RZ5E5doHk9MFVcvbn/tv
uL2reljzGdKGAPyukKaYWDDK81qP2vVolkVNWYS44+uNbmfD0eXHcMBmNA2spAiY
esx8uZLGlYwD7Ang4+DM7WxW9PUBZee3so8vNobJC20FBOIwdl8b7pgVVT5i88PD
+RP7bfbqQRm22W6W4/xu1TmiUMF4vZvgBQerQh04HmyLeeJPk32pehfPLfiNunl/
h10U8NU3szxkJGZ8CYCVTbzs785r7A==
-----END CERTIFICATE REQUEST-----
""",
    },
    description="openssl req -new -newkey rsa:2048 -nodes -keyout my.key -subj /CN=me -out my.csr",
    request_only=True,
)
AUTHORITY: Final = OpenApiExample(
    "An authority of one's own",
    {
        "certificate": """-----BEGIN CERTIFICATE-----
MIIDOzCCAiOgAwIBAgIUIF6QTfOxufOgg5XJ2DX4ONbev9owDQYJKoZIhvcNAQEL
BQAwLDEQMA4GA1UECgwHRXhlbXBlbDEYMBYGA1UEAwwPRXhlbXBlbCBUZXN0IENB
MCAXDTI2MTEyODIwMzcyNFoYDzIwNTEwNzIwMjAzNzI0WjAsMRAwDgYDVQQKDAdF
eGVtcGVsMRgwFgYDVQQDDA9FeGVtcGVsIFRlc3QgQ0EwggEiMA0GCSqGSIb3DQEB
AQUAA4IBDwAwggEKAoIBAQCaI/A5L+/1sjNvYcoR2dqaW1JF9orUzajWEMtvnxgX
iA0rPjlrV135DO+NCEjyPvaqZ7EQ3ASXDBPuD0umElt48RcwBuDuRtpvIPPGvUuv
tr7F6gaYgnp6+bKznVwlAAK3WaUIof6T+ekoXdZou4Kx1kdTnd1kEzebFhJyI5ow
M2/3W8vSVoIepPRMuGwjxnIT0FheK7s77s+26CuSuGuwxkW+FNVoLC5+N7Za2fSi
rF4YG/ZoKL3JJQyirJpDdXZgKSBdRrKxa2J+Cm0HSk0BuD4AK1g+SRaj2uXeZkD2
IBIO/UjYObbxLPTTTYPQsm6SCoZoY++060ztNRYZLcipAgMBAAGjUzBRMB0GA1Ud
DgQWBBTWIH28E04m7v4sGehBBmXNIFT63zAfBgNVHSMEGDAWgBTWIH28E04m7v4s
GehBBmXNIFT63zAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQBy
i+caG6lolEvqWiVthHownJw+Ts4vixXjY6aKA3n0OnVpRYvNPeQFAk6EfzSHvWDb
dkkkwlgzYZUE4yAc/03UFskJ7WGJIw90j+98y3qDNyCVlqMwi9FK2Yg7662vMgJJ
Vz/Mo9g+CAp+aBSbvu0w+Y5k5JYzEJ2c+TAo2d29c6RELdw3SiFS3oCLLSpzivCx
XXmRU5a3S1FtBvJjrRabA5YXPUZ69ilca9T8HEah7Bn7GaerEuAnDkjyC2IQzQwB
UGiDmnGnsySZlDwb2Y+Sc/1d+42kqOWncW4JvJXYEmakYL4PSA16T2OVtLUA/7J3
dsZxBXyPW3PHE4mMhZtg
-----END CERTIFICATE-----
"""
    },
    description="openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=My-CA -keyout ca.key -out ca.pem",
    request_only=True,
)
