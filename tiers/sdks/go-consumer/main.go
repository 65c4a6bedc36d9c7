// A Go program with fixed https addresses, as a command-line client of the platform is one: it signs in by device grant,
// reads who it is and which clients there are, and signs out. It knows nothing of ringproof; the recording proxy and the
// CA reach it through the environment, as Go's own net/http and crypto/x509 read them.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

const base = "https://api.tracebloc.io"

func call(method, path, token string, body any) (int, map[string]any) {
	var payload bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&payload).Encode(body); err != nil {
			fail(err)
		}
	}
	request, err := http.NewRequest(method, base+path, &payload)
	if err != nil {
		fail(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		fail(err)
	}
	defer response.Body.Close()
	answer := map[string]any{}
	_ = json.NewDecoder(response.Body).Decode(&answer)
	return response.StatusCode, answer
}

func fail(reason any) {
	fmt.Fprintln(os.Stderr, "go-consumer:", reason)
	os.Exit(1)
}

func main() {
	_, grant := call("POST", "/device/code", "", nil)
	token := ""
	for polls := 0; token == ""; polls++ {
		status, answer := call("POST", "/device/token", "", map[string]any{"device_code": grant["device_code"]})
		if status == 200 {
			token = answer["token"].(string)
		} else if code := answer["error"]; polls > 9 || (code != "authorization_pending" && code != "slow_down") {
			fail(fmt.Sprint("no token: ", answer))
		}
	}
	if status, who := call("GET", "/userinfo/", token, nil); status != 200 || who["email"] == nil {
		fail(fmt.Sprint("who am I? ", status, who))
	}
	if status, page := call("GET", "/edge-device/", token, nil); status != 200 || page["results"] == nil {
		fail(fmt.Sprint("no clients: ", status, page))
	}
	if status, _ := call("POST", "/auth/revoke", token, nil); status != 204 {
		fail(fmt.Sprint("not signed out: ", status))
	}
}
